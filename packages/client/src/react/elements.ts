// The seam between what is decided and what is drawn: another platform has another file here, with the same names.
export { BannerBox } from './web/banner-box.tsx';
export { ComposerField } from './web/composer-field.tsx';
export { FallbackBox } from './web/fallback-box.tsx';
export { PlainText } from './web/plain-text.tsx';
