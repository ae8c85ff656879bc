"""Keys for tests of files that lie encrypted; they guard nothing."""

import base64

FIRST_KEY = base64.b64encode(b"a first key for tests, 32 bytes!").decode()
SECOND_KEY = base64.b64encode(b"a second key for tests, 32 bytes").decode()
