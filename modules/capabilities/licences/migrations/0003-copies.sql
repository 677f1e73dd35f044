-- Copies for one purpose (加注件): a marked and sealed file of their own, of use until a day. For whom and what for is sealed.
create table copy (
  id uuid primary key,
  licence uuid not null references licence (id),
  note bytea not null,
  until date not null,
  file_hash text not null,
  by_whom text not null,
  at timestamptz not null
);
create index copy_by_licence on copy (licence, at desc);
revoke update, delete on copy from xiangyun_app;
