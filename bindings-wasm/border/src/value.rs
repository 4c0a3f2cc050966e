//! A structure as a JavaScript value: what serde-wasm-bindgen does, for the types that cross.
//!
//! That crate's cache of names costs more of the gzipped module than all of this. An array of Rust is
//! a tuple to serde, and does not cross: a list does.

use js_sys::{Array, Uint8Array};
use serde::Serialize;
use serde::ser::{self, Impossible, SerializeSeq, SerializeStruct};
use wasm_bindgen::prelude::*;

use crate::Result;

/// A structure as a JavaScript value; what is absent is `undefined`.
pub fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue> {
    value.serialize(Values).map_err(|Unsupported| JsError::new("an unsupported type").into())
}

struct Values;

/// A type that does not cross: a bug.
#[derive(Debug)]
struct Unsupported;

type Made<T = JsValue> = std::result::Result<T, Unsupported>;

#[wasm_bindgen]
extern "C" {
    type Object;
    #[wasm_bindgen(constructor)]
    fn new() -> Object;
    #[wasm_bindgen(method, indexing_setter)]
    fn set(this: &Object, name: &str, value: JsValue);
}

/// Functions that take a number which JavaScript has as well.
macro_rules! numbers {
    ($($name:ident: $number:ty),*) => {
        $(fn $name(self, number: $number) -> Made {
            Ok(JsValue::from(f64::from(number)))
        })*
    };
}

impl ser::Serializer for Values {
    type Ok = JsValue;
    type Error = Unsupported;
    type SerializeSeq = Items;
    type SerializeTuple = Impossible<JsValue, Unsupported>;
    type SerializeTupleStruct = Impossible<JsValue, Unsupported>;
    type SerializeTupleVariant = Impossible<JsValue, Unsupported>;
    type SerializeMap = Impossible<JsValue, Unsupported>;
    type SerializeStruct = Object;
    type SerializeStructVariant = Impossible<JsValue, Unsupported>;

    numbers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32,
        serialize_f32: f32, serialize_f64: f64
    }

    #[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "checked")]
    fn serialize_i64(self, number: i64) -> Made {
        if number.unsigned_abs() > LARGEST { Err(Unsupported) } else { Ok((number as f64).into()) }
    }

    fn serialize_u64(self, number: u64) -> Made {
        self.serialize_i64(i64::try_from(number).map_err(|_| Unsupported)?)
    }

    fn serialize_bool(self, value: bool) -> Made {
        Ok(value.into())
    }

    fn serialize_char(self, _: char) -> Made {
        Err(Unsupported)
    }

    fn serialize_str(self, text: &str) -> Made {
        Ok(text.into())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Made {
        Ok(Uint8Array::from(bytes).into())
    }

    fn serialize_none(self) -> Made {
        Ok(JsValue::UNDEFINED)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Made {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Made {
        Err(Unsupported)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Made {
        Err(Unsupported)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Made {
        Ok(name.into())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Made {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Made {
        Err(Unsupported)
    }

    fn serialize_seq(self, _: Option<usize>) -> Made<Items> {
        Ok(Items(Array::new()))
    }

    fn serialize_tuple(self, _: usize) -> Made<Self::SerializeTuple> {
        Err(Unsupported)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Made<Self::SerializeTuple> {
        Err(Unsupported)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Made<Self::SerializeTuple> {
        Err(Unsupported)
    }

    fn serialize_map(self, _: Option<usize>) -> Made<Self::SerializeMap> {
        Err(Unsupported)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Made<Object> {
        Ok(Object::new())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Made<Self::SerializeTuple> {
        Err(Unsupported)
    }
}

/// The items of a list.
struct Items(Array);

impl SerializeSeq for Items {
    type Ok = JsValue;
    type Error = Unsupported;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Made<()> {
        self.0.push(&value.serialize(Values)?);
        Ok(())
    }

    fn end(self) -> Made {
        Ok(self.0.into())
    }
}

impl SerializeStruct for Object {
    type Ok = JsValue;
    type Error = Unsupported;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Made<()> {
        self.set(name, value.serialize(Values)?);
        Ok(())
    }

    fn end(self) -> Made {
        Ok(self.into())
    }
}

impl ser::Error for Unsupported {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
}

impl std::fmt::Display for Unsupported {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Unsupported {}

/// The largest number up to which JavaScript has every whole one.
const LARGEST: u64 = (1 << 53) - 1;
