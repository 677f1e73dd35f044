-- What somebody has agreed to is found by their account.
create index oidc_grant_by_account on oidc ((payload->>'accountId')) where kind = 'Grant';
