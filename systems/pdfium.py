"""One lock for pdfium, which must not be called from two threads of a process at once."""

import threading

alone = threading.Lock()
