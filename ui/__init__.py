"""The dock and its pages, dialogs and map tools. Thin: no SQL, no rules, no network."""
