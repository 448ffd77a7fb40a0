from tests.commune import *  # noqa: F403 - fixtures
