"""Where addresses are kept: schema, triggers, ledger, writer gate, backups. The only room with SQL."""
