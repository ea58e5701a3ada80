"""Work that takes longer than a page may, in processes of its own: uploads and snapshots."""
