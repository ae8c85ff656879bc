"""The file store in a bucket; apart, so that only who keeps files there loads boto3."""

from ocr_service.config import Settings
from ocr_service.storage.bucket import Address, Bucket
from ocr_service.storage.file_cache import Bound, FileCache
from ocr_service.storage.s3_files import S3Files

MB = 2**20
UNUSED = 24 * 3600.0  # seconds; of what another machine erased, no copy stays here for ever


def s3_files(settings: Settings) -> S3Files:
    """As OCR_FILES_URL and OCR_S3_… say; what they leave open, AWS' own variables say."""
    bucket, _, prefix = settings.files_url.removeprefix("s3://").partition("/")
    address = Address(
        bucket,
        prefix.strip("/"),
        endpoint=settings.s3_endpoint,
        region=settings.s3_region,
        access_key=settings.s3_access_key.get_secret_value(),
        secret_key=settings.s3_secret_key.get_secret_value(),
    )
    cache = FileCache(settings.cache_dir, Bound(settings.cache_mb * MB, expires=UNUSED))
    return S3Files(Bucket(address), cache)
