"""The same questions for programs that talk to people: the Model Context Protocol.

`tools` registers what can be asked, `answering` puts it to the store and wraps the answer in one
envelope, `items` makes a brief row of a record with how to cite it, `fitting` keeps the answer
short and its text harmless, `schemas` says what goes in and what comes out, `resources` are records
and schemas whole. None of them knows the protocol; `server` alone imports the SDK.
"""
