from tests.support.commune import *  # noqa: F403 - fixtures
