import { enumField } from '../enum-field.ts';
import { field } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { isUnfilled } from '../validate/loaded-scalar.ts';
import type { CodedCheck } from './message-check.ts';

/** "aws_lambda_filter: Invalid ARN": Envoy reads seven parts, of which the last ones are the function (Envoy 1.36 to 1.40). */
export const lambdaArn: CodedCheck = (node, report) => {
  const arn = envoyString(field(node, 'arn'));
  // An empty one violates a rule of the API.
  if (!arn || arn.value === '' || isUnfilled(arn.value) || /^arn(:[^:]*){6}/.test(arn.value)) return;
  report(
    'envoy/invalid-value',
    arn.at,
    "'{0}' is not an ARN of a function. It must have the form '{1}'.",
    arn.value,
    'arn:aws:lambda:REGION:ACCOUNT:function:NAME',
  );
};

const signing = 'envoy.extensions.filters.http.aws_request_signing.v3.AwsRequestSigning';

/** "SigV4 region string cannot contain wildcards or commas" (Envoy 1.36 to 1.40). */
export const signingRegion: CodedCheck = (node, report) => {
  const region = envoyString(field(node, 'region'));
  if (!region || !/[*,]/.test(region.value) || isUnfilled(region.value)) return;
  if (enumField(node, signing, 'signing_algorithm') !== 'AWS_SIGV4') return;
  report(
    'envoy/invalid-value',
    region.at,
    "A list or pattern of regions requires '{0}'.",
    'signing_algorithm: AWS_SIGV4A',
  );
};
