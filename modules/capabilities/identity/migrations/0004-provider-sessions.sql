-- Whoever signs out is signed out at the provider as well: its sessions are found by their account.
create index oidc_session_by_account on oidc ((payload->>'accountId')) where kind = 'Session';
