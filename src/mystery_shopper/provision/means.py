"""What a run needs of the machine beside a browser: a display for its window, ffmpeg for videos."""

from __future__ import annotations

import os
import sys
from typing import Final

from mystery_shopper.errors import SettingsError
from mystery_shopper.provision import playwright_browsers

NO_DISPLAY: Final = (
    "A window needs a display, and there is none here. Leave out --headed, or put xvfb-run before the command."
)


def check_display() -> None:
    """Raise SettingsError when a browser's window could be shown nowhere."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise SettingsError(NO_DISPLAY)


def check_video() -> None:
    """Raise SettingsError when Chromium's videos could not be made: Playwright makes them with a program of its own."""
    if playwright_browsers.executable("ffmpeg") is None:
        raise SettingsError(
            "--video needs Playwright's ffmpeg, which is not on this machine. Get it: playwright install ffmpeg"
            " (or leave the option out)."
        )
