/** The digits of a telephone as it is written: 0431-00000101（示例） → 043100000101. */
export const callable = (telephone: string): string => telephone.split('（')[0]?.replace(/[^\d+]/g, '') || '12345'
