"""`python -m otscli`, and the entry of the commands `ots` and `otscli`."""

from otscli.cli.app import main

if __name__ == "__main__":
    main()
