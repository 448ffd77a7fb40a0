"""Telegram: aiogram receives (long polling, typed updates), python-telegram-bot sends (behind our rate limiter).

This package imports neither by itself: aiogram costs 2.4 s and 169 MB, so only a process with a token loads `channel`.
"""
