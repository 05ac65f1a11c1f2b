"""Words of papers on pages of dossiers."""
