/** A place that a transform could convert. */
export interface PlannedSite {
  readonly path: string;
  /** Key of the site without the ordinal that tells sites of the same name apart. */
  readonly key: string;
  /** Where it begins in the original text; undefined when an earlier round of the run has changed the text. */
  readonly start: number | undefined;
}

/** Why a site is left although it could be converted. */
export interface WithheldSite {
  readonly reason: 'conversion-breaks-types' | 'conversion-fails-command' | 'conversion-not-tried';
  /** What the compiler or the tests say of it; empty where it was not tried. */
  readonly detail: string;
  /** What runs the tests; empty where it was the compiler. */
  readonly command: string;
}

/** Says of each site whether an earlier attempt of the same run showed that it has to stay, and why. */
export type Withhold = (site: PlannedSite) => WithheldSite | undefined;
