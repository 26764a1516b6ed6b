//! Independent parts: profiles, kinds and limits that are tied to each other, and to nothing else.

/// Sets that are joined step by step (union by the smaller number, so that names do not depend on order).
pub(super) struct Ties {
    parent: Vec<usize>,
}

impl Ties {
    /// Every item by itself.
    pub(super) fn new(items: usize) -> Self {
        Self { parent: (0..items).collect() }
    }

    /// Ties two items together.
    pub(super) fn tie(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.parent[one.max(other)] = one.min(other);
    }

    /// The least item of the set that an item belongs to.
    pub(super) fn root(&mut self, item: usize) -> usize {
        let mut root = item;
        while self.parent[root] != root {
            root = self.parent[root];
        }
        let mut step = item;
        while self.parent[step] != root {
            step = std::mem::replace(&mut self.parent[step], root);
        }
        root
    }
}
