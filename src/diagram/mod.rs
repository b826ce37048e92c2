//! Floor 4: a view and its positions drawn as a picture; one file a diagram.
