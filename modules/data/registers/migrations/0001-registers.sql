-- Tables of registers are made from their definitions by the migrator; this file only opens the schema.
comment on schema registers is 'registers: one table and one history table per definition in catalogue/registers';
