export const doubled = (n: number): number => n * 2
export const endless = (): never => { for (;;) { /* never done */ } }
export const huge = (): number => { const kept: number[][] = []; for (;;) kept.push(Array.from({ length: 100_000 }, (_, i) => i + kept.length)) }
export const broken = (): never => { throw new Error('no') }
