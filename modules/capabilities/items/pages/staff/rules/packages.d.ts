/** Packages that carry no types; what we use of them is told where it is used. */
declare module 'dmn-js/lib/Modeler' {
  const Modeler: new (options: object) => unknown
  export default Modeler
}
declare module 'style-mod' {
  export class StyleModule {
    getRules(): string
    static mount: (root: Document | ShadowRoot, modules: StyleModule | readonly StyleModule[]) => void
  }
}
