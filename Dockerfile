# The bot in a container: the same `make install` as on a desk, then only what runs, as a user without rights.
FROM python:3.13-bookworm AS build
WORKDIR /app
COPY Makefile requirements.lock ./
RUN make install

FROM python:3.13-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --system --uid 10001 --no-create-home rasoat && install --directory --owner=rasoat --mode=0700 /app/data
WORKDIR /app
# Built and used at the same path: the scripts of a venv name their interpreter. Time zones come with the locked tzdata.
COPY --from=build /app/.venv .venv
COPY LICENSE NOTICE config.toml ./
COPY chat chat
COPY survey survey
COPY storage storage
COPY handlers handlers
COPY bot bot
COPY content content
USER 10001
VOLUME /app/data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD [".venv/bin/python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
CMD [".venv/bin/python", "-m", "bot", "run"]
