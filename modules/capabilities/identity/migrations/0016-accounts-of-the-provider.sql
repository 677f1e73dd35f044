-- Whose grant or session it is stands in a column: an index on the payload would have every change of it touch all indexes.
alter table oidc add column account text;
update oidc set account = payload->>'accountId' where kind in ('Grant', 'Session');
drop index oidc_session_by_account, oidc_grant_by_account;
create index oidc_by_account on oidc (account, kind) where account is not null;
-- Room on each page for the rows that change a moment after they were written.
alter table oidc set (fillfactor = 80);
