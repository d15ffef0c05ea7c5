export { type CaptionIdentityBound, captionIdentityBound } from './caption-identity-bound';
export { classPerfectLine } from './class-perfect-line';
