//! Floor 3: positions for boxes and edges; one file a layout. Knows no fonts and no colours.
