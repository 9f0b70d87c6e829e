//! What fills the slots of one page: one thing in most, several in a slot for briefs,
//! pictures, tables or teasers, in the order of the manifest.

use super::Fill;

/// The fills of a page, by slot and within it by the manifest's order. To go over them
/// is to go over every one, each with its slot's name.
#[derive(Debug, Clone, Default)]
pub struct Fills(Vec<(String, Fill)>);

impl Fills {
    /// Puts a fill behind those of its slot.
    pub fn push(&mut self, slot: &str, fill: Fill) {
        let at = self.0.partition_point(|(name, _)| name.as_str() <= slot);
        self.0.insert(at, (slot.into(), fill));
    }

    /// Gives another identity to the last fill of a slot.
    pub fn rename_last(&mut self, slot: &str, id: String) {
        if let Some((_, fill)) = self.0.iter_mut().rfind(|(name, _)| name == slot) {
            fill.id = id;
        }
    }

    /// Takes out what fills a slot.
    pub fn remove(&mut self, slot: &str) {
        self.0.retain(|(name, _)| name != slot);
    }

    /// All fills of a slot, to be changed.
    pub fn of_mut<'a>(&'a mut self, slot: &'a str) -> impl Iterator<Item = &'a mut Fill> {
        let named = self.0.iter_mut().filter(move |(name, _)| name == slot);
        named.map(|(_, fill)| fill)
    }

    /// The first fill of a slot: the only one, but for slots that take several.
    pub fn get(&self, slot: &str) -> Option<&Fill> {
        self.iter()
            .find(|(name, _)| *name == slot)
            .map(|(_, fill)| fill)
    }

    /// All fills of a slot.
    pub fn of<'a>(&'a self, slot: &'a str) -> impl Iterator<Item = &'a Fill> {
        let named = self.0.iter().filter(move |(name, _)| name == slot);
        named.map(|(_, fill)| fill)
    }

    /// Whether anything fills a slot.
    pub fn contains_key(&self, slot: &str) -> bool {
        self.get(slot).is_some()
    }

    /// Every fill.
    pub fn values(&self) -> impl Iterator<Item = &Fill> {
        self.0.iter().map(|(_, fill)| fill)
    }

    /// Every fill, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut Fill> {
        self.0.iter_mut().map(|(_, fill)| fill)
    }

    /// Every fill with its slot's name.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Fill)> {
        self.into_iter()
    }
}

impl<'a> IntoIterator for &'a Fills {
    type Item = (&'a String, &'a Fill);
    type IntoIter = std::iter::Map<
        std::slice::Iter<'a, (String, Fill)>,
        fn(&'a (String, Fill)) -> (&'a String, &'a Fill),
    >;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(name, fill)| (name, fill))
    }
}
