"""Sending through python-telegram-bot."""

import logging
import os
from collections.abc import Callable, Iterator
from datetime import datetime

# Without this the library warns each time it tells how long to wait, and tells it as a rounded number.
os.environ.setdefault("PTB_TIMEDELTA", "true")

from telegram import (
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    WebhookInfo,
)
from telegram.constants import FileSizeLimit, InlineKeyboardMarkupLimit
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.channel_words import ChannelWords
from bot.channels.accepted import Accepted
from bot.channels.base import Parcel
from bot.channels.render import Rows, render
from bot.channels.telegram.answers import Request
from bot.channels.telegram.capabilities import CAPABILITIES
from bot.channels.telegram.failures import NOT_EDITABLE, UNCHANGED, says, send_error
from bot.channels.telegram.limiter import Limiter
from chat import Address, Ask, Button, Failure, FileOut, Receipt, SendError
from chat.menu import Menu

LOG = logging.getLogger(__name__)
Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | None
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
TIMEOUT = 20.0
PICTURES = frozenset({"image/jpeg", "image/png"})
MOST_PICTURE = FileSizeLimit.PHOTOSIZE_UPLOAD


class Outbound:
    """Turns parcels into requests; raises chat.SendError. `app_time` turns Telegram's time into the process's."""

    def __init__(
        self,
        token: str,
        base_url: str,
        proxy: str,
        limiter: Limiter,
        app_time: Callable[[datetime], datetime],
        words: ChannelWords,
    ) -> None:
        request = Request(
            connection_pool_size=32, proxy=proxy or None, read_timeout=TIMEOUT, write_timeout=TIMEOUT, pool_timeout=5
        )
        self._request = request
        self._accepted = Accepted[Message]()
        self._asking: set[int] = set()
        self._bot: ExtBot[int] = ExtBot(
            token,
            base_url=f"{base_url}/bot",
            base_file_url=f"{base_url}/file/bot",
            request=request,
            rate_limiter=limiter,
        )
        self._app_time = app_time
        self._words = words

    async def open(self) -> None:
        """Ready the HTTP client. The bot itself is not initialised: that would need Telegram at the start."""
        await self._request.initialize()

    async def close(self) -> None:
        await self._request.shutdown()

    async def username(self) -> str:
        """The bot's name for links; SendError where Telegram cannot be reached."""
        try:
            return (await self._bot.get_me()).username or ""
        except TelegramError as error:
            raise send_error(error) from error

    async def webhook(self) -> WebhookInfo:
        """Where Telegram calls, and how that went; SendError where it cannot be reached."""
        try:
            return await self._bot.get_webhook_info()
        except TelegramError as error:
            raise send_error(error) from error

    async def show_menu(self, address: Address, menu: Menu) -> None:
        """The commands beside the text field of one private chat; SendError where they are not taken."""
        commands = [BotCommand(name, text) for name, text in menu]
        try:
            await self._bot.set_my_commands(commands, scope=BotCommandScopeChat(_number(address.chat_id)))
        except TelegramError as error:
            raise send_error(error) from error

    async def send(self, parcel: Parcel) -> Receipt:
        """All parts in order. Parts that were accepted before a failure are not sent again while the process lives."""
        try:
            return await self._send(parcel)
        except TelegramError as error:
            raise send_error(error) from error

    async def _send(self, parcel: Parcel) -> Receipt:
        rendered = render(parcel.outgoing, CAPABILITIES, self._words)
        if rendered.dropped:
            LOG.warning("outbox %d: not shown on Telegram: %s", parcel.outbox_id, ", ".join(rendered.dropped))
        markup = keyboard(rendered.rows, parcel.outgoing.ask, self._words, private=not parcel.address.is_group)
        if parcel.replaces and len(rendered.parts) == 1 and not isinstance(markup, ReplyKeyboardMarkup):
            edited = await self._edit(parcel, rendered.parts[0], markup)
            if edited is not None:
                return edited
        *before, last = rendered.parts
        parts: list[tuple[str, Markup] | FileOut] = [*((part, None) for part in before), (last, markup)]
        parts += parcel.outgoing.files
        for part in parts[len(self._accepted.of(parcel.outbox_id)) :]:
            self._accepted.add(parcel.outbox_id, await self._part(parcel, part))
        return self._receipt(self._accepted.whole(parcel.outbox_id))

    async def _part(self, parcel: Parcel, part: tuple[str, Markup] | FileOut) -> Message:
        """A request for a number or a location goes from the screen with the next message that has no buttons of its own."""
        chat, protect = _chat(parcel), parcel.outgoing.private
        if isinstance(part, FileOut):
            return await self._file(chat, part, protect=protect)
        text, markup = part
        if markup is None and chat in self._asking:
            sent = await self._text(chat, text, ReplyKeyboardRemove(), protect=protect)
            self._asking.discard(chat)
            return sent
        sent = await self._text(chat, text, markup, protect=protect)
        if isinstance(markup, ReplyKeyboardMarkup):
            self._asking.add(chat)
        return sent

    async def _file(self, chat: int, file: FileOut, *, protect: bool) -> Message:
        """A picture that Telegram shows as one, anything else as a document."""
        content = InputFile(file.content, filename=file.name)
        if file.mime in PICTURES and len(file.content) <= MOST_PICTURE:
            return await self._bot.send_photo(chat, content, protect_content=protect)
        return await self._bot.send_document(chat, content, protect_content=protect)

    async def _text(self, chat: int, text: str, markup: Markup | ReplyKeyboardRemove, *, protect: bool) -> Message:
        return await self._bot.send_message(
            chat, text, reply_markup=markup, protect_content=protect, link_preview_options=NO_PREVIEW
        )

    async def _edit(self, parcel: Parcel, text: str, markup: Markup) -> Receipt | None:
        """None where the message can no longer be edited; it is then sent anew."""
        assert parcel.replaces is not None
        assert not isinstance(markup, ReplyKeyboardMarkup)
        number = int(parcel.replaces)
        try:
            edited = await self._bot.edit_message_text(
                text, _chat(parcel), number, reply_markup=markup, link_preview_options=NO_PREVIEW
            )
        except BadRequest as error:
            if says(error, NOT_EDITABLE):
                return None
            if not says(error, (UNCHANGED,)):
                raise
            return Receipt(parcel.replaces, number)
        at = edited.edit_date if isinstance(edited, Message) else None
        return Receipt(parcel.replaces, number, self._app_time(at) if at else None)

    def _receipt(self, sent: list[Message]) -> Receipt:
        """The last part is the one that carries the question and its buttons."""
        last = sent[-1]
        return Receipt(
            platform_id=str(last.message_id),
            seq=last.message_id,
            at=self._app_time(last.date),
            parts=tuple(str(message.message_id) for message in sent),
        )


def _chat(parcel: Parcel) -> int:
    return _number(parcel.address.chat_id)


def _number(chat: str) -> int:
    try:
        return int(chat)
    except ValueError:
        raise SendError(Failure.NOT_FOUND, "not a Telegram chat") from None


def keyboard(rows: Rows, ask: Ask, words: ChannelWords, *, private: bool) -> Markup:
    """Buttons below the message; where a number or a location is asked for, one keyboard with that request and the labels."""
    requests = {Ask.CONTACT: words.share_phone, Ask.LOCATION: words.share_location}
    if private and ask in requests:
        wanted = KeyboardButton(
            requests[ask], request_contact=ask is Ask.CONTACT or None, request_location=ask is Ask.LOCATION or None
        )
        labels = [[KeyboardButton(button.label) for button in row] for row in rows]
        return ReplyKeyboardMarkup([[wanted], *labels], resize_keyboard=True, one_time_keyboard=True)
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.label, callback_data=button.payload) for button in part]
            for row in rows
            for part in _narrow(row)
        ]
    )


def _narrow(row: tuple[Button, ...]) -> Iterator[tuple[Button, ...]]:
    """A row that is wider than Telegram takes (a scale from 0 to 10), as rows of about the same width."""
    count = -(-len(row) // InlineKeyboardMarkupLimit.BUTTONS_PER_ROW)
    width = -(-len(row) // max(count, 1))
    for start in range(0, len(row), max(width, 1)):
        yield row[start : start + width]
