"""Children's pictures stay in memory while they come in: nothing is put in a temporary file on disk."""

import io

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from tryggby.voices.pictures import MOST, MOST_BYTES


class MemoryOnly(FileUploadHandler):
    """Keeps at most three files of at most the size a picture may have; of a larger one nothing is kept but its start,
    which is no picture and is refused as such."""

    def new_file(self, *args, **kwargs):
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.number = getattr(self, "number", 0) + 1
        if self.number > MOST + 1:
            raise SkipFile
        self.held = io.BytesIO()

    def receive_data_chunk(self, raw_data, start):
        """A piece of it."""
        if self.held.tell() <= MOST_BYTES:
            self.held.write(raw_data)

    def file_complete(self, file_size):
        """It has ended."""
        self.held.seek(0)
        return InMemoryUploadedFile(
            self.held, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )


def in_memory_only(request) -> None:
    """Take this request's files in without the disk. Before the form is looked at."""
    if request.method == "POST":
        request.upload_handlers = [MemoryOnly(request)]
