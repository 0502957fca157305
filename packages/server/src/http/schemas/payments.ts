import { z } from 'zod';
import { amountSchema, unitSchema, userIdSchema } from './wallets.ts';

export const topUpInput = z.object({ userId: userIdSchema, amount: amountSchema, unit: unitSchema });

export const topUpSchema = z.object({
  paymentId: z.string().meta({ description: 'Of the PaymentIntent at Stripe.' }),
  clientSecret: z.string().meta({ description: 'With it the device lets the user pay; for that device only.' }),
});

export const refundInput = z.object({
  userId: userIdSchema,
  paymentId: z.string().regex(/^pi_[A-Za-z0-9_]{1,250}$/, 'The payment is named as the top-up was answered: pi_….'),
  amount: amountSchema,
});

export const payoutInput = z.object({
  userId: userIdSchema,
  amount: amountSchema,
  unit: unitSchema,
  recipientId: z.string().regex(/^[1-9]\d{0,14}$/, 'A recipient account of Wise is a number.').meta({ description: 'Recipient account at Wise.' }),
});

export const acceptedSchema = z.object({
  providerId: z.string().meta({ description: 'What the provider calls it.' }),
  status: z.string().meta({ description: 'In the words of the provider. The money is reserved until it reports the end.' }),
});

export const receivedSchema = z.object({ received: z.literal(true) });
