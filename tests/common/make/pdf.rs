//! PDFs of one content on one or several pages.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// A PDF that may still be changed.
pub struct Pdf {
    pub document: Document,
    pub pages: Vec<ObjectId>,
    pub catalog: ObjectId,
}

impl Pdf {
    /// Pages that all paint the same, each with what `page` says of it: boxes, resources.
    pub fn new(mut document: Document, pages: usize, content: &str, page: Dictionary) -> Self {
        let parent = document.new_object_id();
        let content = document.add_object(Stream::new(dictionary! {}, content.into()));
        let pages: Vec<ObjectId> = (0..pages)
            .map(|_| {
                let mut page = page.clone();
                page.set("Type", "Page");
                page.set("Parent", parent);
                page.set("Contents", content);
                document.add_object(page)
            })
            .collect();
        let kids: Vec<Object> = pages.iter().map(|&page| page.into()).collect();
        let count = kids.len() as i64;
        let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
        document.objects.insert(parent, tree.into());
        let catalog = dictionary! { "Type" => "Catalog", "Pages" => parent };
        let catalog = document.add_object(catalog);
        document.trailer.set("Root", catalog);
        Self {
            document,
            pages,
            catalog,
        }
    }

    /// Its first page.
    pub fn page(&mut self) -> &mut Dictionary {
        self.document.get_dictionary_mut(self.pages[0]).unwrap()
    }

    pub fn catalog(&mut self) -> &mut Dictionary {
        self.document.get_dictionary_mut(self.catalog).unwrap()
    }

    pub fn saved(mut self) -> Vec<u8> {
        let mut bytes = vec![];
        self.document.save_to(&mut bytes).unwrap();
        bytes
    }
}

/// One page of a size in pt without other boxes, that paints something with resources.
pub fn one(document: Document, size: (f32, f32), content: &str, resources: Dictionary) -> Vec<u8> {
    let page = dictionary! { "Resources" => resources, "MediaBox" => sheet(size) };
    Pdf::new(document, 1, content, page).saved()
}

/// Some pages of a size in pt, trimmed at their edges.
pub fn plain(size: (f32, f32), pages: usize, content: &str) -> Pdf {
    let page = dictionary! {
        "Resources" => dictionary! {}, "MediaBox" => sheet(size), "TrimBox" => sheet(size),
    };
    Pdf::new(Document::with_version("1.6"), pages, content, page)
}

/// A box from the lower left corner.
pub fn sheet((width, height): (f32, f32)) -> Object {
    rectangle([0.0, 0.0, width, height])
}

pub fn rectangle(sides: [f32; 4]) -> Object {
    Object::Array(sides.into_iter().map(Object::Real).collect())
}
