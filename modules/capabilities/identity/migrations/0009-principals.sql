-- One model of acting for another: for a firm or a person, in everything or some items, from a day to a day.
alter table delegation rename column firm to principal;
alter table delegation rename column firm_name to principal_name;
alter table delegation add column principal_kind text not null default 'firm' check (principal_kind in ('firm', 'person')),
  add column sealed bytea, add column items text[], add column since date, add column giver_name text;
-- Whoever acts for a person: who that is, sealed, and how far; taken away when the delegation is.
alter table session add column person text, add column person_sealed bytea, add column person_name text, add column person_via text, add column person_items text[];
