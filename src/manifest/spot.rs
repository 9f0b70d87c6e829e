//! A value together with the place in the file where it was written.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};
use std::ops::{Deref, Range};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value with its range of bytes in the file. It derefs to the value.
#[derive(Debug, Clone)]
pub struct Spot<T> {
    value: T,
    range: Range<usize>,
}

impl<T> Spot<T> {
    /// A value that stands at a range of bytes.
    pub fn new(value: T, range: Range<usize>) -> Self {
        Self { value, range }
    }

    /// A value that nobody wrote: a default.
    pub fn unplaced(value: T) -> Self {
        Self::new(value, 0..0)
    }

    /// The bytes the value was written with; empty if it was not written.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Whether the value was written in the file. No written value is without bytes.
    pub fn is_placed(&self) -> bool {
        !self.range.is_empty()
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Spot<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Display> Display for Spot<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spot<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = toml::Spanned::<T>::deserialize(deserializer)?;
        let range = spanned.span();
        Ok(Self::new(spanned.into_inner(), range))
    }
}

/// Serializes the value alone; the schema's defaults are printed through this.
impl<T: Serialize> Serialize for Spot<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// The place is no part of what is written, so the schema is the value's own.
impl<T: JsonSchema> JsonSchema for Spot<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
