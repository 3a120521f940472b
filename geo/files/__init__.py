"""Files of geographic data: GeoPackage, GeoJSON and Shapefile, read by GDAL in a process apart."""

from geo.files.apart import AreaFile, FileArea, read_areas, read_rows
from geo.files.faults import MapFileError

__all__ = ["AreaFile", "FileArea", "MapFileError", "read_areas", "read_rows"]
