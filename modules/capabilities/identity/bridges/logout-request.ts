import { escape } from '../provider/pages.ts'

/** What a system hears when somebody has signed out: the ticket by which its own session began (CAS Protocol 3.0.3, 2.3.3). */
export const logoutRequest = (id: string, at: Date, ticket: string): string =>
  `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_${escape(id)}" Version="2.0" IssueInstant="${at.toISOString()}"><saml:NameID>@NOT_USED@</saml:NameID><samlp:SessionIndex>${escape(ticket)}</samlp:SessionIndex></samlp:LogoutRequest>`
