"""``python -m mystery_shopper`` is the command ``mystery-shopper``."""

from mystery_shopper.cli import main

raise SystemExit(main())
