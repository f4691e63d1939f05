/** The console of `ng serve` asks the product at its own port. */
const target = `http://127.0.0.1:${process.env.PRODUCT_PORT ?? '5050'}`;

export default { '/api': { target }, '/keys': { target } };
