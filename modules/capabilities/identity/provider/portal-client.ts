/** The portals' own client at the provider. */
export const portalClient = 'xiangyun-portal'
