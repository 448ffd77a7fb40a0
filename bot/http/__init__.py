"""The one server of the process, without a page of its own: who may call, what a refusal says, and the sites given to it.

May import: pulse; aiohttp.
Must not know: channels, handlers: a site or a hook is handed to it.
"""
