-- An official's stand-in is a delegation of their post: the same table, terms, scope and revocation as for firms and persons.
alter table delegation drop constraint delegation_principal_kind_check;
alter table delegation add constraint delegation_principal_kind_check check (principal_kind in ('firm', 'person', 'post'));
