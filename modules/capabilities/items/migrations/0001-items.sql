-- A published version of an item: what a case began with, it keeps.
create table version (
  item text not null,
  version int not null,
  definition jsonb not null,
  text text not null,
  form jsonb not null,
  form_text text not null,
  rules text,
  process text not null,
  origin text not null,
  fingerprint text not null,
  effective_from date not null,
  published_by text not null,
  at timestamptz not null,
  primary key (item, version)
);
create index version_in_force on version (item, effective_from desc, version desc);
create table claim (
  division text not null,
  item text not null,
  definition jsonb not null,
  by text not null,
  at timestamptz not null,
  primary key (division, item)
);
-- Work under way in the editor, one per item.
create table draft (item text primary key, text text not null, form_text text not null, by text not null, at timestamptz not null);
