#!/usr/bin/env python3
"""An S3 server on this machine: moto's, with signatures checked, a journal, and connections that are cut when told.

s3_server.py [--cut-puts N,N]

Prints one line of JSON: its address, and a key that may do everything. The bucket 'shop-media' is
there. The PUTs of these numbers, counted from 1, lose their connection before their answer. GET /_judge tells the requests;
GET /_sign?key=NAME gives an address that takes one PUT; GET /_object?key=NAME what boto3 sees of an object.
"""
import argparse
import hashlib
import json
import os
import signal
import socket
import threading
from urllib.parse import parse_qs

# Everything up to the keys themselves is let through unasked.
os.environ["INITIAL_NO_AUTH_ACTION_COUNT"] = "5"

import boto3
from botocore.config import Config
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

BUCKET = "shop-media"


class Journal:
    """Passes requests on to moto and remembers them."""

    def __init__(self, application, cuts):
        self.application = application
        self.cuts = cuts
        self.lock = threading.Lock()
        self.requests = []
        self.puts = 0
        self.client = None
        self.signed = {}

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
        if path.startswith("/_"):
            return self.answer(start_response, getattr(self, path[2:])(query))
        if not environ.get("HTTP_USER_AGENT", "").startswith("Boto3"):
            with self.lock:
                self.requests.append({
                    "method": environ["REQUEST_METHOD"], "path": path, "query": environ.get("QUERY_STRING", ""),
                    "length": int(environ.get("CONTENT_LENGTH") or 0),
                    "signed": environ.get("HTTP_AUTHORIZATION", ""),
                    "checksum": environ.get("HTTP_X_AMZ_CHECKSUM_SHA256", "")})
                if environ["REQUEST_METHOD"] == "PUT":
                    self.puts += 1
                    if self.puts in self.cuts:
                        environ["wsgi.input"].read(1000)
                        environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
                        raise ConnectionError("cut")
        if "X-Amz-Signature" in query:
            return self.take_signed(environ, start_response)
        return self.application(environ, start_response)

    def take_signed(self, environ, start_response):
        """Moto can't check signatures in a query: what boto3 signed is known by its query, and goes in through boto3."""
        foreign = [name for name in environ if name.startswith("HTTP_X_AMZ")]
        if environ["QUERY_STRING"] not in self.signed or foreign or environ["REQUEST_METHOD"] != "PUT":
            start_response("403 Forbidden", [("Content-Type", "application/xml")])
            return [b"<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"]
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        self.client.put_object(Bucket=BUCKET, Key=self.signed[environ["QUERY_STRING"]], Body=body,
                               ContentType=environ["CONTENT_TYPE"])
        start_response("200 OK", [("Content-Length", "0")])
        return [b""]

    @staticmethod
    def answer(start_response, value):
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(value).encode()]

    def judge(self, query):
        with self.lock:
            return self.requests

    def sign(self, query):
        address = self.client.generate_presigned_url(
            "put_object", Params={"Bucket": BUCKET, "Key": query["key"][0]}, ExpiresIn=600)
        self.signed[address.split("?", 1)[1]] = query["key"][0]
        return {"address": address}

    def object(self, query):
        found = self.client.get_object(Bucket=BUCKET, Key=query["key"][0])
        body = found["Body"].read()
        return {"bytes": len(body), "sha256": hashlib.sha256(body).hexdigest(), "type": found["ContentType"],
                "metadata": found["Metadata"]}


class Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_request(self, *arguments):
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cut-puts", default="")
    arguments = parser.parse_args()
    cuts = {int(number) for number in arguments.cut_puts.split(",") if number}
    journal = Journal(DomainDispatcherApplication(create_backend_app), cuts)
    server = make_server("127.0.0.1", 0, journal, threaded=True, request_handler=Quiet)
    address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def client(service, key="test-root", secret="test-root-secret", **more):
        return boto3.client(service, endpoint_url=address, region_name="eu-central-1", aws_access_key_id=key,
                            aws_secret_access_key=secret, config=Config(proxies={}), **more)

    iam = client("iam")
    iam.create_user(UserName="shop")
    iam.put_user_policy(UserName="shop", PolicyName="all", PolicyDocument=json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}))
    key = iam.create_access_key(UserName="shop")["AccessKey"]
    # The fifth and last action that is let through; from here on signatures count.
    iam.create_user(UserName="stranger")
    journal.client = client("s3", key["AccessKeyId"], key["SecretAccessKey"])
    journal.client.create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    print(json.dumps({"address": address, "bucket": BUCKET, "accessKey": key["AccessKeyId"],
                      "secretKey": key["SecretAccessKey"], "region": "eu-central-1"}), flush=True)
    signal.pause()


main()
