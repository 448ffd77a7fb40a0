"""/tuchuahieu: what people typed and the bot did not understand, so that their words can be added where they are typed."""

from handlers.talk.context import Context, Response

SHOWN = 30


def listing(ctx: Context, _argument: str) -> Response:
    """The most frequent first, each with the question that it was typed to."""
    found = ctx.work.missed_words.most(SHOWN)
    if not found:
        return ctx.close(ctx.texts("missed.none"))
    lines = [
        ctx.texts("missed.one", words=one.words, times=one.times, question=_where(ctx, one.question)) for one in found
    ]
    more = ctx.work.missed_words.total() - len(found)
    lines += [ctx.texts("missed.more", n=more)] if more else []
    return ctx.close("\n".join([ctx.texts("missed.list"), *lines]), listed=True)


def _where(ctx: Context, question: str) -> str:
    if question.startswith("/"):
        return ctx.texts("missed.outside", role=ctx.texts(f"role.{question[1:]}"))
    return ctx.texts("missed.consent") if question == "consent" else question
