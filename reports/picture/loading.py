"""One thread at a time loads what is loaded when it is first needed.

Packages such as python-pptx have parts that load each other: two threads that begin with different parts would each
wait for the other, and Python lets one of them go on with a part that is half made, which then lacks names.
"""

from threading import Lock

LOADING = Lock()
