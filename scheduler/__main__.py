"""`python -m scheduler` is `gongkai`."""

from scheduler.cli import main

if __name__ == "__main__":
    main()
