/** Officials' telephones stand sealed. */
export const phonePurpose = 'organisations/phone'
